/** Runs commands as whole processes, several times in turn, and prints median wall time and peak memory with their spread. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { cpus, totalmem, tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Contestant {
  readonly name: string
  readonly command: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

export interface Figure {
  readonly name: string
  /** Seconds: minimum, median, maximum. */
  readonly wall: readonly [number, number, number]
  /** Seconds of the processor (user and system), the least: what others do on the machine hardly changes it. */
  readonly cpu: number | undefined
  /** MiB, median of the peaks; undefined where the system cannot tell. */
  readonly peak: number | undefined
  readonly exit: number | null
}

const timeProgram = '/usr/bin/time'
const hasTime = existsSync(timeProgram)

/** Contestants take turns, so that a slow minute of the machine hits all of them. */
export function compare(contestants: readonly Contestant[], runs = 5): readonly Figure[] {
  const samples = contestants.map(() => [] as Sample[])
  for (let run = 0; run <= runs; run++) {
    for (const [index, contestant] of contestants.entries()) {
      const sample = runOnce(contestant)
      if (run > 0) samples[index]?.push(sample)
    }
  }
  return contestants.map(({ name }, index) => {
    const own = samples[index] ?? []
    const walls = own.map((sample) => sample.wall).sort((a, b) => a - b)
    const peaks = own.map((sample) => sample.peak).sort((a, b) => a - b)
    const peak = hasTime ? peaks[peaks.length >> 1] : undefined
    const cpu = hasTime ? Math.min(...own.map((sample) => sample.cpu)) : undefined
    return {
      name,
      wall: [walls[0] ?? 0, walls[walls.length >> 1] ?? 0, walls.at(-1) ?? 0],
      peak,
      cpu,
      exit: own[0]?.exit ?? null,
    }
  })
}

interface Sample {
  readonly wall: number
  readonly peak: number
  readonly cpu: number
  readonly exit: number | null
}

function runOnce(contestant: Contestant): Sample {
  const report = join(tmpdir(), `occtet-time-${process.pid}`)
  const [program = '', ...args] = hasTime
    ? [timeProgram, '-f', '%M %U %S', '-o', report, ...contestant.command]
    : contestant.command
  const started = process.hrtime.bigint()
  const run = spawnSync(program, args, {
    cwd: contestant.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
    env: { ...process.env, ...contestant.env },
  })
  const wall = Number(process.hrtime.bigint() - started) / 1e9
  const told = hasTime ? (readFileSync(report, 'utf8').trim().split('\n').at(-1) ?? '') : ''
  const [peak = 0, user = 0, system = 0] = told.split(' ').map(Number)
  return { wall, peak: peak / 1024, cpu: user + system, exit: run.status }
}

/** One table; ratios are against the first row, usually the physical floor: of the median time, and of the processor's. */
export function printTable(title: string, figures: readonly Figure[]): void {
  const floor = figures[0]?.wall[1] ?? 1
  console.log(`\n## ${title}\n`)
  console.log('| what | median | min–max | ratio | processor | ratio | peak | exit |')
  console.log('|---|---|---|---|---|---|---|---|')
  const least = figures[0]?.cpu
  for (const { name, wall, cpu, peak, exit } of figures) {
    const [min, median, max] = wall.map((value) => value.toFixed(2))
    const memory = peak === undefined ? '-' : `${Math.round(peak)} MiB`
    const work = cpu === undefined ? '-' : `${cpu.toFixed(2)} s`
    const share = cpu === undefined || least === undefined || least === 0 ? '-' : (cpu / least).toFixed(1)
    console.log(
      `| ${name} | ${median} s | ${min}–${max} s | ${(wall[1] / floor).toFixed(1)} | ${work} | ${share} | ${memory} | ${exit} |`,
    )
  }
}

export function printMachine(): void {
  const model = cpus()[0]?.model ?? 'unknown'
  console.log(
    `Machine: ${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}; ${new Date().toISOString().slice(0, 10)}`,
  )
}
