"""乡镇实施方案: how each township means to carry the notice out, and whether it does so clause by clause."""
