"""Value at risk on trial: whether losses exceed it as often and as independently as it says."""
