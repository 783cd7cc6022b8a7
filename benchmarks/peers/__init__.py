"""Peers that need a process or a Django of their own."""
