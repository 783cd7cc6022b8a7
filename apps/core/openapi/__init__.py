"""The OpenAPI document as a contract: what the framework's generator leaves out or gets wrong."""
