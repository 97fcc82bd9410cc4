/** Runs the same short life as under strace on a disk that breaks at one step, and judges what is left. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildChild, runChild } from '../../soak/killed-child.ts'
import { Heads } from './heads.ts'
import type { StepFault, StepWork } from './kill-step-work.ts'
import { judge, prepare } from './strace-run.ts'

export interface StepReport {
  /** Of a life without a fault. */
  readonly steps: number
  readonly runs: number
  /** How the processes ended: `killed`, `told` (the writer rejected), or what else they said. */
  readonly ends: readonly string[]
  readonly problems: readonly string[]
}

/** `first`: the first step that is broken, then every so many. */
export async function breakSteps(
  folder: string,
  { fault, first, every }: { readonly fault: StepFault; readonly first: number; readonly every: number },
): Promise<StepReport> {
  const script = await buildChild(
    folder,
    `import { readFileSync } from 'node:fs'
     import { liveOnBrokenDisk } from ${JSON.stringify(fileURLToPath(new URL('./kill-step-work.ts', import.meta.url)))}
     await liveOnBrokenDisk(JSON.parse(readFileSync(process.argv[2], 'utf8')))`,
  )
  const whole = await liveOnce({ folder, script }, 0, fault)
  const steps = Number(readFileSync(join(folder, `${fault}-0`, 'steps'), 'utf8'))
  const problems = [...whole.problems]
  const ends = new Set<string>()
  let runs = 0
  for (let at = first; at <= steps; at += every) {
    const run = await liveOnce({ folder, script }, at, fault)
    runs++
    ends.add(run.end)
    problems.push(...run.problems)
  }
  return { steps, runs, ends: [...ends], problems }
}

async function liveOnce(
  { folder, script }: { readonly folder: string; readonly script: string },
  at: number,
  fault: StepFault,
): Promise<{ readonly end: string; readonly problems: readonly string[] }> {
  const place = join(folder, `${fault}-${at}`)
  const told: StepWork = { ...prepare(place), at, fault, stepsPath: join(place, 'steps') }
  writeFileSync(join(place, 'work.json'), JSON.stringify(told))
  const end = await runChild(script, [join(place, 'work.json')], undefined).then(
    ({ wasKilled }) => (wasKilled ? 'killed' : 'ended'),
    (cause: unknown) => (String(cause).includes('DISK_FAILED') ? 'told' : String(cause)),
  )
  const heads = new Heads(told.folders)
  heads.collect()
  const problems = [...(await judge(told)), ...heads.findForks()]
  return { end, problems: problems.map((problem) => `step ${at} ${fault}: ${problem}`) }
}
