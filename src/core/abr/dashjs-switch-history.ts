const samples = 8;
const mostDropShare = 0.075;

/** SwitchHistoryRule of dash.js 5.2: after steps down among the last 8 choices it holds the level below where they began. */
export class DashjsSwitchHistory {
  private readonly choices: { from: number; drop: boolean }[] = [];

  add(from: number, to: number): void {
    this.choices.push({ from, drop: to < from });
    if (this.choices.length > samples) this.choices.shift();
  }

  /** The highest level allowed; null without a limit. */
  limit(levels: number): number | null {
    let drops = 0;
    let others = 0;
    for (let level = 0; level < levels; level++) {
      const here = this.choices.filter(({ from }) => from === level);
      const dropsHere = here.filter(({ drop }) => drop).length;
      drops += dropsHere;
      others += here.length - dropsHere;
      const many = drops + others >= samples && drops / others > mostDropShare;
      if (here.length > 0 && many) return level > 0 && dropsHere > 0 ? level - 1 : level;
    }
    return null;
  }
}
