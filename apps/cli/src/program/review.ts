/** The commands of `occtet db review`. */
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { collect, dbOption, jsonOption, type Run } from './options.ts'

const loadReview = async () => import('../commands/db-review.ts')

export function addDbReview(db: Command, context: Context, run: Run): void {
  const review = db.command('review').summary('signed statements about advisories, and votes on them')
  signing(review.command('add'))
    .summary('report, correct, dispute, remediate or withdraw')
    .argument('<kind>', 'report, correct, dispute, remediate or withdraw')
    .option('--purl <purl>', 'the package')
    .option('--record <id>', 'the record that it is about; of a report, its own id')
    .option('--source <name>', 'whose record, where several have the id')
    .option('--vers <range>', 'affected versions (report, correct), such as vers:npm/<1.5.0')
    .option('--fixed <version>', 'a version that has the fix (remediate; repeatable)', collect)
    .option('--embargo', 'never hand it out, until released')
    .action(async (kind: string, options: Options) =>
      run(async () => (await loadReview()).runReviewAdd(context, kind, options)),
    )
  for (const vote of ['approve', 'reject'] as const) {
    signing(review.command(vote))
      .summary(`${vote} a statement; your last vote counts`)
      .argument('<statement>', 'its id, or the first eight digits')
      .action(async (statement: string, options: Options) =>
        run(async () => (await loadReview()).runReviewVote(context, vote, { statement, options })),
      )
  }
  addDbReviewReading(review, context, run)
}

function addDbReviewReading(review: Command, context: Context, run: Run): void {
  review
    .command('list')
    .summary('statements by trusted reviewers, and what became of them')
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (options: Options) => run(async () => (await loadReview()).runReviewList(context, options)))
  review
    .command('trust')
    .summary('whose statements count here, and how many must agree')
    .argument('<key...>', 'keys of reviewers, as they told you')
    .option('--approvals <number>', 'how many must agree (default: 2)', Number)
    .addOption(jsonOption())
    .action(async (keys: readonly string[], options: Options) =>
      run(async () => (await loadReview()).runReviewTrust(context, keys, options)),
    )
  signing(review.command('key'))
    .summary('the key that others need to trust you')
    .action(async (options: Options) => run(async () => (await loadReview()).runReviewKey(context, options)))
  review
    .command('release')
    .summary('end the embargo of a statement')
    .argument('<statement>', 'its id')
    .addOption(dbOption())
    .addOption(jsonOption())
    .action(async (statement: string, options: Options) =>
      run(async () => (await loadReview()).runReviewRelease(context, statement, options)),
    )
}

function signing(command: Command): Command {
  return command
    .option('--reason <text>', 'why, in your own words')
    .option('--key <file>', 'file of your signing key')
    .option('--as <name>', 'your name as a reviewer, such as ada.example; makes a key the first time')
    .addOption(dbOption())
    .addOption(jsonOption())
}
