/** Styles of a report: the application's colours, light or dark as the reader's system says, and light in print. */
export const reportStyles = `
:root{color-scheme:light dark;--bg:#f4f6f9;--panel:#fff;--line:#d5dbe3;--text:#17202b;--muted:#5a6675;
--s1:#1f6fd6;--s2:#b45f06;--s3:#0b7f69;--s4:#b1317f}
@media screen and (prefers-color-scheme:dark){:root{--bg:#0e1116;--panel:#161a21;--line:#2a323d;--text:#e7ebf1;
--muted:#98a3b3;--s1:#5aa2ff;--s2:#ffa24c;--s3:#35cfae;--s4:#ec79bd}}
body{max-width:960px;margin:32px auto;padding:0 16px;background:var(--bg);color:var(--text);
font:14px/1.5 Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:24px;margin:0}h2{font-size:14px;margin:24px 0 8px}.verdict{font-size:18px}.muted{color:var(--muted)}
img,svg:not(.swatch){width:100%;border:1px solid var(--line);border-radius:8px;background:var(--panel)}
.swatch{width:24px;height:8px}path{fill:none;stroke:var(--muted);stroke-width:2}
.series1{stroke:var(--s1)}.series2{stroke:var(--s2)}.series3{stroke:var(--s3)}.series4{stroke:var(--s4)}
text{fill:var(--muted);font-size:11px}
table{border-collapse:collapse;width:100%;background:var(--panel)}th,td{padding:4px 8px;text-align:right;
border-bottom:1px solid var(--line)}th:first-child,td:last-child{text-align:left}details{margin:16px 0}
`;
