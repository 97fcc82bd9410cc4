/** `occtet triage plan [DIR]`: the fewest upgrades that clear the most, and what stays. */
import { formatTaskList } from '@occtet/toolkit/matching'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { withFindingDesk } from '../finding-desk.ts'
import { formatUpgradePlan } from '../format-upgrade-plan.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { planUpgradesOf } from '../upgrade-plan.ts'

export async function runTriagePlan(context: Context, dir: string, options: Options): Promise<ExitCode> {
  const plan = await withFindingDesk(context, { dir, options }, (desk, store) =>
    planUpgradesOf({
      inventory: desk.inventory,
      findings: desk.findings.findings,
      store,
      catalogFile: textOption(options, 'catalog'),
    }),
  )
  const language = textOption(options, 'lang') === 'de' ? 'de' : 'en'
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(plan, null, 1)}\n`)
  else if (flagOption(options, 'tasks')) context.out(formatTaskList(plan, language))
  else context.out(formatUpgradePlan(plan, { columns: context.columns, language, most: 25 }))
  return exitCodes.done
}
