const usage = 'usage: npm run demo [-- FILE] [--seconds N]';
const numbers = ['index', 'level', 'kilobits', 'downloadSeconds', 'bufferSeconds', 'stallSeconds'];
const fewestChunks = 5;

/** The demo's file (or null for the sample clip) and playing time in seconds from its words. */
export function parseDemoArgs(words) {
  const options = { file: null, seconds: 30 };
  let onlyFiles = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!onlyFiles && word === '--') onlyFiles = true;
    else if (!onlyFiles && word === '--seconds') options.seconds = playingSeconds(words[++i]);
    else if (!onlyFiles && word.startsWith('--seconds='))
      options.seconds = playingSeconds(word.slice('--seconds='.length));
    else if (!onlyFiles && word.startsWith('--')) throw new Error(`unknown option ${word}; ${usage}`);
    else if (options.file !== null)
      throw new Error(`one file at most, got ${options.file} and ${word}; ${usage}`);
    else options.file = word;
  }
  return options;
}

function playingSeconds(word) {
  const seconds = Number(word);
  if (!(seconds > 0 && seconds <= 3600))
    throw new Error(`--seconds must be a number from 1 to 3600, got ${word}`);
  return seconds;
}

/** What is wrong with a demo's session, one sentence each; none when it is good. */
export function sessionProblems(session) {
  if (!(session?.seconds > 0)) return [`session.json: seconds must be > 0, got ${session?.seconds}`];
  if (!Array.isArray(session.players) || session.players.length < 2)
    return ['session.json: at least two players are wanted'];
  return session.players.flatMap(playerProblems);
}

function playerProblems({ algorithm, chunks, summary }, place) {
  const name = typeof algorithm === 'string' && algorithm ? algorithm : `player ${place + 1}`;
  if (name !== algorithm) return [`session.json: ${name} has no algorithm`];
  if (summary === null || typeof summary !== 'object') return [`session.json: ${name} has no summary`];
  if (!Array.isArray(chunks)) return [`session.json: ${name} has no chunks`];
  const bad = chunks.findIndex((chunk) =>
    numbers.some((key) => !Number.isFinite(chunk[key]) || chunk[key] < 0),
  );
  if (bad >= 0) return [`session.json: chunk ${bad} of ${name} needs numbers for ${numbers.join(', ')}`];
  return chunks.length < fewestChunks
    ? [`${name} played ${chunks.length} chunks, at least ${fewestChunks} are wanted`]
    : [];
}

/** The demo's table: one line a player, computed from its chunks. */
export function demoTable({ seconds, players }) {
  const head = ['algorithm', 'chunks', 'mean level', 'switches', 'stalls s', 'Mbit'];
  const rows = players.map(({ algorithm, chunks = [] }) => {
    const levels = chunks.map(({ level }) => level);
    const switches = levels.filter((level, i) => i > 0 && level !== levels[i - 1]).length;
    const total = (key) => chunks.reduce((sum, chunk) => sum + chunk[key], 0);
    const meanLevel = levels.length > 0 ? (total('level') / levels.length).toFixed(2) : '-';
    const cells = [
      chunks.length,
      meanLevel,
      switches,
      total('stallSeconds').toFixed(2),
      (total('kilobits') / 1000).toFixed(1),
    ];
    return [String(algorithm), ...cells.map(String)];
  });
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => cells[column].length)));
  const line = (cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return [`${players.length} players, ${seconds.toFixed(1)} s`, line(head), ...rows.map(line)].join('\n');
}
