/** Styles of a benchmark's report: dark ink on white paper, on a screen as in print; figures bring their own colours. */
export const reportStyles = `
:root{color-scheme:light}
body{max-width:1000px;margin:32px auto;padding:0 20px;background:#fff;color:#17202b;
font:14px/1.55 Inter,Helvetica,Arial,sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:26px;line-height:1.2;margin:0 0 4px}h2{font-size:18px;margin:36px 0 8px}h3{font-size:15px;margin:28px 0 8px}
.muted{color:#5a6675;margin:0 0 16px}.answer{font-size:16px;max-width:46em}
figure{margin:16px 0}svg{display:block;max-width:100%;height:auto}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:12.5px;margin:12px 0}
th,td{padding:4px 7px;text-align:right;white-space:nowrap;border-bottom:1px solid #d5dbe3}
thead th{border-bottom:2px solid #17202b;font-weight:600;white-space:normal;vertical-align:bottom}
th:first-child,td:first-child{text-align:left;padding-left:0}tbody th{font-weight:500}
.manifest td{text-align:left;white-space:normal;overflow-wrap:anywhere;vertical-align:top}.hashes td:last-child{font:11px/1.5 monospace}
code{font-size:12.5px}
@page{size:A4 landscape;margin:14mm}
@media print{body{margin:0;padding:0;max-width:none;font-size:11px}table{font-size:9.5px}
figure,tr{break-inside:avoid}h2,h3{break-after:avoid}.wide{overflow:visible}}
`;
