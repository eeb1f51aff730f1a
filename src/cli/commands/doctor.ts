import { defineCommand } from '../command';
import { doctorReport } from '../doctor';
import { jsonOption } from '../options';
import { jsonText } from '../terminal';

export const doctor = defineCommand({
  name: 'doctor',
  does: 'Looks at every part of the set-up and says what is missing.',
  options: { json: jsonOption },
  run(args, { terminal }) {
    const { text, json, ok } = doctorReport();
    terminal.out(args.has('json') ? jsonText(json) : `${text}\n`);
    return ok ? 0 : 1;
  },
});
