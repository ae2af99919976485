{% autoescape off %}const VERSION = "{{ version }}";
const SCOPE = "{{ scope }}";
const FILES = [{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PAGES = [{% for page in pages %}"{{ page }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
importScripts("{{ script }}");
{% endautoescape %}
