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
  /** MiB, median of the peaks; undefined where the system cannot tell. */
  readonly peak: number | undefined
  readonly exit: number | null
}

const timeProgram = '/usr/bin/time'
const hasTime = existsSync(timeProgram)

/** Contestants take turns, so that a slow minute of the machine hits all of them. */
export function compare(contestants: readonly Contestant[], runs = 5): readonly Figure[] {
  const samples = contestants.map(() => [] as { wall: number; peak: number; exit: number | null }[])
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
    return {
      name,
      wall: [walls[0] ?? 0, walls[walls.length >> 1] ?? 0, walls.at(-1) ?? 0],
      peak,
      exit: own[0]?.exit ?? null,
    }
  })
}

function runOnce(contestant: Contestant): { wall: number; peak: number; exit: number | null } {
  const report = join(tmpdir(), `occtet-time-${process.pid}`)
  const [program = '', ...args] = hasTime
    ? [timeProgram, '-f', '%M', '-o', report, ...contestant.command]
    : contestant.command
  const started = process.hrtime.bigint()
  const run = spawnSync(program, args, {
    cwd: contestant.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
    env: { ...process.env, ...contestant.env },
  })
  const wall = Number(process.hrtime.bigint() - started) / 1e9
  const peak = hasTime ? Number(readFileSync(report, 'utf8').trim().split('\n').at(-1)) / 1024 : 0
  return { wall, peak, exit: run.status }
}

/** One table; ratios are against the first row, usually the physical floor. */
export function printTable(title: string, figures: readonly Figure[]): void {
  const floor = figures[0]?.wall[1] ?? 1
  console.log(`\n## ${title}\n`)
  console.log('| what | median | min–max | peak | ratio | exit |')
  console.log('|---|---|---|---|---|---|')
  for (const { name, wall, peak, exit } of figures) {
    const [min, median, max] = wall.map((value) => value.toFixed(2))
    const memory = peak === undefined ? '-' : `${Math.round(peak)} MiB`
    console.log(
      `| ${name} | ${median} s | ${min}–${max} s | ${memory} | ${(wall[1] / floor).toFixed(1)} | ${exit} |`,
    )
  }
}

export function printMachine(): void {
  const model = cpus()[0]?.model ?? 'unknown'
  console.log(
    `Machine: ${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}; ${new Date().toISOString().slice(0, 10)}`,
  )
}
