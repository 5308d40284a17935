"""Address -> call -> template. Each view has three beats: find, act, render. Nothing here writes."""
