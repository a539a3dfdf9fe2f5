"""How a brief looks on the screen and on paper: light, because it is printed."""

STYLE = """
@page { size: A4; margin: 15mm 14mm 16mm }
:root { color-scheme: light; --text: #1c1b1a; --quiet: #57534e; --line: #dcd9d5; --field: #f5f4f2; --accent: #2f5f94 }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.5rem; background: #fff; color: var(--text);
  font: 15px/1.45 "Source Sans 3", "Source Sans Pro", system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere }
h2 { font-size: 1.2rem; margin: 1.6rem 0 .5rem; padding-top: .5rem; border-top: 2px solid var(--line); break-after: avoid }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; break-after: avoid }
p, ul { margin: 0 0 .6rem }
ul { padding-left: 1.2rem }
li { margin-bottom: .25rem }
.kind, .quiet { color: var(--quiet) }
.kind { margin: 0 }
.class { display: inline-block; border: 1.5px solid currentColor; border-radius: .3rem; padding: 0 .5rem; font-weight: 600 }
figure { margin: .6rem 0; break-inside: avoid }
figure svg { width: 100%; height: auto; max-height: 210mm }
table { width: 100%; border-collapse: collapse; font-size: .93rem; margin-bottom: .6rem }
th { text-align: left; font-weight: 600; color: var(--quiet); font-size: .85rem }
th, td { padding: .3rem .7rem .3rem 0; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: break-word }
td { min-width: 3.5rem; max-width: 30rem }
thead { display: table-header-group }
tr, li { break-inside: avoid }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
footer { margin-top: 2rem; padding-top: .6rem; border-top: 2px solid var(--line); color: var(--quiet); font-size: .87rem }
@media print { body { max-width: none; padding: 0; font-size: 10pt } }
@media (max-width: 600px) { body { padding: 1rem } section { overflow-x: auto } table { font-size: .85rem } }
"""
