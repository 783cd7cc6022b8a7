"""Pure numbers: arrays and frames in, values out; no web, queue, network, clock or global seed."""
