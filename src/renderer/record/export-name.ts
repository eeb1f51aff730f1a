const savedAt = / · \d{1,2} \w+ \d{4}, \d\d:\d\d$/;
const unsafe = /[<>:"/\\|?*\p{Cc}]+/gu;
const longest = 50;

/** What an export's files are called before their kind: `Sample clip 2026-11-22 23-32`, safe on every system. */
export function exportName({ name, createdAt }: { name: string; createdAt: string }): string {
  const bare = name.replace(savedAt, '').replace(unsafe, ' ').replace(/\s+/g, ' ');
  const short = Array.from(bare).slice(0, longest).join('');
  return `${short.replace(/^[. ]+|[. ]+$/g, '') || 'Session'} ${timeOfFile(new Date(createdAt))}`;
}

function timeOfFile(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${two(time.getHours())}-${two(time.getMinutes())}`;
}
