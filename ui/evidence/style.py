"""How an evidence file looks: in light and dark, on a phone, and on paper. The colours are those of the app."""

STYLE = """
:root { color-scheme: light dark; --text: #1c1b1a; --quiet: #5c5853; --page: #fff; --field: #f5f4f2; --line: #dcd9d5;
  --link: #1f5a96; --accent: #2f5f94; --struck: #9a3324 }
@media (prefers-color-scheme: dark) { :root { --text: #f2f0ed; --quiet: #b3aea8; --page: #161513; --field: #23211f;
  --line: #3b3835; --link: #8fc1f2; --accent: #3f78b5; --struck: #f0a594 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 "Source Sans 3", "Source Sans Pro", system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif }
header, main { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem }
header { padding-top: 3rem }
main { padding-bottom: 5rem }
h1 { font-size: 2.25rem; line-height: 1.2; margin: .2rem 0 .8rem; overflow-wrap: anywhere }
details { margin: 0 0 .5rem }
summary { cursor: pointer }
details + p { margin-top: 1rem }
h2 { font-size: 1.5rem; margin: 3rem 0 .8rem; line-height: 1.25; overflow-wrap: anywhere }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere }
p, ul, ol, dl { margin: 0 0 1rem; max-width: 62rem }
ol, ul { padding-left: 1.4rem }
li { margin-bottom: .4rem }
a { color: var(--link) }
.kind { color: var(--quiet); margin: 0 }
.lead { font-size: 1.15rem }
.quiet { color: var(--quiet); font-size: .92rem }
code, pre, .hash { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .86em }
code, .hash { overflow-wrap: anywhere }
pre { background: var(--field); border: 1px solid var(--line); border-radius: .4rem; padding: .9rem 1rem; white-space: pre-wrap;
  overflow-wrap: anywhere; margin: 0 0 1rem }
.facts { display: grid; grid-template-columns: repeat(3, 1fr); border: 1px solid var(--line);
  border-radius: .4rem; overflow: hidden; max-width: none; margin: 1.5rem 0 0; background: var(--line); gap: 1px }
.facts div { background: var(--page); padding: .7rem 1rem }
.facts .wide { grid-column: 1 / -1 }
dt { color: var(--quiet); font-size: .88rem }
dd { margin: 0; overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse; font-size: .95rem }
th { text-align: left; font-weight: 400; color: var(--quiet); font-size: .88rem }
th, td { padding: .5rem .8rem .5rem 0; vertical-align: top; border-bottom: 1px solid var(--line) }
tbody th { color: inherit; font-size: inherit }
.number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 1.2rem; color: var(--quiet) }
.date, .at, .policy { white-space: nowrap }
.index { columns: 17rem; padding: 0; list-style: none; max-width: none }
.what { width: 46%; overflow-wrap: anywhere }
.by { overflow-wrap: anywhere }
.by span, .what span { display: block }
s { color: var(--quiet); text-decoration-color: var(--struck); text-decoration-thickness: 1.5px }
.why { color: var(--struck); font-size: .92rem }
.account { content-visibility: auto; contain-intrinsic-size: auto 40rem }
tr:target td, tr:target th { background: var(--field) }
@media (max-width: 760px) {
  header, main { padding-left: 1rem; padding-right: 1rem }
  header { padding-top: 1.5rem }
  h1 { font-size: 1.8rem }
  .facts { grid-template-columns: 1fr }
  .records, .records tbody { display: block }
  .records thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .records tr { display: grid; grid-template-columns: auto 1fr auto; gap: .1rem .8rem; padding: .7rem 0;
    border-bottom: 1px solid var(--line) }
  .records th, .records td { border: 0; padding: 0; width: auto }
  .records .what { grid-column: 1 / -1; grid-row: 2 }
  .records .number { text-align: left }
  .records .policy { grid-row: 1; grid-column: 3; color: var(--quiet) }
  .records .at, .records .by { grid-column: 1 / -1; color: var(--quiet); font-size: .88rem; white-space: normal }
  .records .by span { display: inline }
  .records .at::before { content: "recorded " }
  .records .by::before { content: "by " }
}
@media print {
  :root { --text: #000; --quiet: #444; --page: #fff; --field: #fff; --line: #bbb; --link: #000; --struck: #700 }
  body { font-size: 10pt }
  header, main { max-width: none; padding: 0 }
  tr, pre, .facts div { break-inside: avoid }
  h2, h3 { break-after: avoid }
  thead { display: table-header-group }
  .account { content-visibility: visible }
}
"""
