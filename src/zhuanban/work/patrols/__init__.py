"""巡查: visits, the phone page that works without network."""
