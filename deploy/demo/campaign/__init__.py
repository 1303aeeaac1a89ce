"""The generator of the demo campaign, a module for each kind of thing that it writes."""
