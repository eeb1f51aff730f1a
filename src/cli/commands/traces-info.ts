import { detectFileFormat, readTraceFile, traceFiles } from '../../node/trace-files';
import { measureTrace } from '../../core/trace/measures';
import { defineCommand } from '../command';
import { formatOption, jsonOption } from '../options';
import { jsonText, table } from '../terminal';
import { operandPaths } from '../trace-paths';

export const tracesInfo = defineCommand({
  name: 'traces info',
  does: 'Says the format, length, mean, variation and autocorrelation of traces.',
  operands: 'PATH...',
  options: { format: formatOption, json: jsonOption },
  run(args, { terminal }) {
    const infos = traceFiles(operandPaths(args)).flatMap((path) => {
      const format = args.optional('format') ?? detectFileFormat(path);
      return readTraceFile(path, format).map((trace) => ({
        name: trace.name,
        format,
        ...measureTrace(trace),
      }));
    });
    if (args.has('json')) return terminal.out(jsonText(infos));
    const header = [
      'trace',
      'format',
      'seconds',
      'parts',
      'kbps',
      'min',
      'max',
      'variation',
      'r 1 s',
      'r 10 s',
    ];
    const rows = infos.map((info) => [
      info.name,
      info.format,
      info.seconds.toFixed(1),
      `${info.parts}`,
      ...[info.meanKbps, info.minKbps, info.maxKbps].map((kbps) => kbps.toFixed(0)),
      info.coefficientOfVariation.toFixed(2),
      info.autocorrelation1s?.toFixed(2) ?? '-',
      info.autocorrelation10s?.toFixed(2) ?? '-',
    ]);
    terminal.out(table([header, ...rows]));
  },
});
