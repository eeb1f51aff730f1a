import { describe, expect, test } from 'vitest';
import { TraceBandwidth, type Trace } from '../../../../src/core/trace/bandwidth';
import { detectFormat, parseTraces } from '../../../../src/core/trace/parse/detect';
import { linesOf, textInput } from '../../../../src/core/trace/parse/input';

const read = (text: string, format?: string): Trace[] => parseTraces('f', () => linesOf(text), format);
const kbpsOf = (trace: Trace): number[] => Array.from(trace.kbps);
const secondsOf = (trace: Trace): number[] => Array.from(trace.durationsSeconds);

/** Each sample was written by hand after the format's description; 8 * bytes / ms is kbps. */
const samples = {
  pensieve: '0.0\t4.0376\n1.01\t2.0\n2.011\t3.5',
  mahimahi: '0\n3\n3\n100\n101\n350\n',
  hsdpa: '1289406399 549912 59.851754 10.781778 250000 1000\n1289406400 550912 59.85 10.78 125000 2000',
  ghent: '1453121790686 60686 51.0386 3.7332 250000 1000\n1453121791690 61690 51.0 3.7 500000 500',
  sabre:
    '[\n {"duration_ms": 840, "bandwidth_kbps": 16823, "latency_ms": 20},\n' +
    ' {"duration_ms": 1000, "bandwidth_kbps": 22485, "latency_ms": 30}\n]',
  oboe: '0 2500\n1000 1200.5\n6000 800',
  lumos5g: '0 812.5\n1 640\n2 1033.25',
  fcc:
    'unit_id,dtime,target,address,fetch_time,bytes_total,bytes_sec,bytes_sec_interval\n' +
    '22,2016-09-01 00:01:00,http://www.amazon.com,1.2.3.4,100,1000,125000,0\n' +
    '23,2016-09-01 00:01:00,http://www.amazon.com,1.2.3.4,100,1000,250000,0\n' +
    '22,2016-09-01 00:06:00,http://www.amazon.com,1.2.3.4,100,1000,62500,0\n',
  puffer:
    'time (ns GMT),session_id,index,expt_id,channel,video_ts,format,size,ssim_index,cwnd,in_flight,min_rtt,rtt,delivery_rate\n' +
    '1645142400000000000,a=,1,9,abc,1,1280x720-22,1,0.9,10,0,1,1,125000\n' +
    '1645142401000000000,b=,1,9,abc,1,1280x720-22,1,0.9,10,0,1,1,500000\n' +
    '1645142402000000000,a=,1,9,abc,1,1280x720-22,1,0.9,10,0,1,1,250000\n',
  raca:
    'Timestamp,Longitude,Speed,DL_bitrate,UL_bitrate\n2019.12.16_23.59.59,-8.5,0,1000,3\n' +
    '2019.12.17_00.00.01,-8.5,-,4000,3\n',
  csv: '"Time (ms)";"Note";"Throughput (Mbit/s)";"RTT ms"\n0;"a;b";1.5;20\n2000;x;3;40\n',
} as const;

describe('auto-detection', () => {
  test.each(Object.entries(samples))('knows %s by its first lines', (id, text) => {
    expect(detectFormat(textInput('f', text)).id).toBe(id);
  });

  test('shows the first line that no format knows', () => {
    expect(() => read('hello world, this is a diary')).toThrow(/^f:1: expected the first line of a trace \(/);
    expect(() => read('# only a comment\n\n')).toThrow('f: expected a trace, got none');
    expect(() => read('0 1', 'nope')).toThrow('unknown trace format "nope"');
  });
});

describe('readers', () => {
  test('Mahimahi: packets of 12 kbit counted over 100 ms, silence kept, the last line ends the pass', () => {
    const [trace] = read(samples.mahimahi);
    // (0, 100]: 4 packets; (100, 200]: 1; silence; (300, 350]: 1 over 50 ms.
    expect(kbpsOf(trace)).toEqual([480, 120, 0, 240]);
    expect(secondsOf(trace)).toEqual([0.1, 0.1, 0.1, 0.05]);
    expect(new TraceBandwidth(trace).periodKilobits).toBeCloseTo(6 * 12, 9);
  });

  test('HSDPA and Ghent: bytes received in the last so many milliseconds', () => {
    expect(kbpsOf(read(samples.hsdpa)[0])).toEqual([2000, 500]);
    expect(secondsOf(read(samples.hsdpa)[0])).toEqual([1, 2]);
    expect(kbpsOf(read(samples.ghent)[0])).toEqual([2000, 8000]);
    expect(secondsOf(read(samples.ghent)[0])).toEqual([1, 0.5]);
  });

  test('Sabre: durations, rates and latencies as stated', () => {
    expect(read(samples.sabre)).toEqual([
      { name: 'f', durationsSeconds: [0.84, 1], kbps: [16823, 22485], latencySeconds: [0.02, 0.03] },
    ]);
  });

  test('Oboe, Lumos5G, Raca: a row holds until the next, the last as long as the one before', () => {
    expect(read(samples.oboe)[0]).toMatchObject({ kbps: [2500, 1200.5, 800], durationsSeconds: [1, 5, 5] });
    expect(read(samples.lumos5g)[0]).toMatchObject({ kbps: [812500, 640000, 1033250] });
    expect(read(samples.raca)[0]).toMatchObject({ kbps: [1000, 4000], durationsSeconds: [2, 2] });
  });

  test('FCC: one trace for each unit and target, 5 s a row', () => {
    const traces = read(samples.fcc);
    expect(traces.map(({ name }) => name)).toEqual([
      'f#22-http://www.amazon.com',
      'f#23-http://www.amazon.com',
    ]);
    expect(traces[0]).toMatchObject({ kbps: [1000, 500], durationsSeconds: [5, 5] });
    expect(kbpsOf(traces[1])).toEqual([2000]);
    expect(detectFormat(textInput('f', samples.fcc.split('\n').slice(1).join('\n'))).id).toBe('fcc');
  });

  test('Puffer: one trace for each stream, delivery rate in bytes per second', () => {
    const traces = read(samples.puffer);
    expect(traces.map(({ name }) => name)).toEqual(['f#a=-1', 'f#b=-1']);
    expect(traces[0]).toMatchObject({ kbps: [1000, 2000], durationsSeconds: [2, 2] });
  });

  test('named CSV: units from the names, quotes and semicolons, latency if there', () => {
    expect(read(samples.csv)[0]).toEqual({
      name: 'f',
      kbps: [1500, 3000],
      durationsSeconds: [2, 2],
      latencySeconds: [0.02, 0.04],
    });
    expect(read('duration_s,bandwidth_kbps\n4,100\n0.5,200')[0]).toMatchObject({
      kbps: [100, 200],
      durationsSeconds: [4, 0.5],
    });
    expect(kbpsOf(read('seconds,bps\n0,5000\n1,7000')[0])).toEqual([5, 7]);
  });
});

describe('malformed input names file, line, what was expected and what stood there', () => {
  test.each([
    ['mahimahi', '5\n4', 'f:2: expected a time >= 5 (the row before), got 4'],
    ['mahimahi', '5\n6.5', 'f:2: expected a whole millisecond >= 0, got "6.5"'],
    ['mahimahi', '0', 'f: expected a trace that lasts some time, got none'],
    ['hsdpa', '1 2 3 4 5', 'f:1: expected six columns'],
    ['hsdpa', '1289406399 1 59 10 -5 1000', 'f:1: expected bytes >= 0, got "-5"'],
    ['ghent', '1453121790686 1 51 3 10 0', 'f:1: expected more than 0 ms for 10 bytes, got "0"'],
    ['sabre', '[\n{"duration_ms": 1,\n}]', 'f:3: expected JSON, got'],
    [
      'sabre',
      '[\n{"duration_ms":1,"bandwidth_kbps":1},\n{"duration_ms":1}]',
      'f:3: expected bandwidth_kbps >= 0, got nothing',
    ],
    ['sabre', '[7]', 'f:1: expected a period {"duration_ms", ...}, got a number'],
    ['sabre', '{}', 'f:1: expected a list of periods, got a object'],
    ['oboe', '0 100\n500 NaN', 'f:2: expected kbps >= 0, got "NaN"'],
    ['oboe', '0 100\n500 100\n400 100', 'f:3: expected a time >= 0.5 (the row before), got 0.4'],
    ['fcc', '22,yesterday,x,1,1,1,1', 'f:1: expected unit_id,dtime,target'],
    ['puffer', 'time,session_id\n1,2', 'f:1: expected columns time, session_id, delivery_rate'],
    ['raca', 'Timestamp,DL_bitrate\nnoon,5', 'f:2: expected a time like 2019.12.16_13.40.04, got "noon"'],
    ['raca', 'Timestamp,DL_bitrate\n5', 'f:2: expected 2 columns as in the header, got "5"'],
    [
      'csv',
      'time_s,bandwidth\n1,2',
      'f:1: expected a column of time_s, time_ms or duration_ms and one of kbps',
    ],
    ['csv', 'time_s,kbps\n1,-2', 'f:2: expected kbps >= 0, got "-2"'],
    ['csv', 'time_s,kbps\n', 'f: expected a trace that lasts some time, got none'],
  ])('%s: %j', (format, text, message) => {
    expect(() => read(text, format)).toThrow(message);
  });
});
