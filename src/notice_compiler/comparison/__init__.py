"""Two plans side by side: an older and a newer notice, or a notice and the local plan that carries it out."""
