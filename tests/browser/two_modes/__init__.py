"""The product in both modes: live mode's own story, and what must be alike in demo and live."""
