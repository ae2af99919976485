"""条款落点: where each demand of a notice is worked on: the sets of homes, recognised by their words."""
