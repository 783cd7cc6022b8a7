"""How apps add to one another: values under names, and receivers of announcements."""
