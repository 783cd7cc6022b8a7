"""The second engine: measures written anew or taken from libraries."""
