"""The launcher behind ``./sightline``: standard library only, it runs before any install."""
