import { resolve } from 'node:path';
import { parseQoe } from '../../core/qoe/parse';
import { defaultModel } from '../../core/abr/ppo';
import { exportAgent } from '../../node/export/export-agent';
import { modelFolder, projectResources, readModel } from '../../node/models';
import { exportTargetIds } from '../../shared/exports';
import { builtScript } from '../built-script';
import { defineCommand } from '../command';
import { jsonOption, qoeOption, usage } from '../options';
import { jsonText } from '../terminal';

export const exportCommand = defineCommand({
  name: 'export',
  does: 'Writes an agent for other programs: a module for pages with dash.js, hls.js or Shaka, or an ONNX model.',
  options: {
    model: {
      value: 'M',
      help: `a model's folder, the folder of a training, or ${defaultModel}, the agent that comes with the application`,
      fallback: defaultModel,
    },
    to: { value: 'ID', help: exportTargetIds.join(', '), required: true },
    out: { value: 'FILE', help: 'file to write; it must not exist', required: true },
    qoe: {
      value: 'ID',
      help: `${qoeOption.help} (default: the first that the agent was trained for)`,
    },
    json: jsonOption,
  },
  async run(args, { terminal }) {
    const target = args.oneOf('to', exportTargetIds);
    const qoe = args.optional('qoe');
    if (qoe !== null) usage('--qoe', () => parseQoe(qoe));
    const exported = await exportAgent({
      model: readModel(modelFolder(args.text('model'), projectResources())),
      ...{ target, qoe, file: resolve(args.text('out')) },
      webFolder: builtScript('../web'),
    });
    if (args.has('json')) return terminal.out(jsonText(exported));
    const [file, types] = exported.files;
    terminal.out(
      `${file}: ${(exported.bytes / 1000).toFixed(0)} kB${types ? `, its types in ${types}` : ''}\n`,
    );
  },
});
