"""The first floor: what every other floor stands on."""
