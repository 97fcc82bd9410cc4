/** `occtet ask`: the assistant. */
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { collect, jsonOption, type Run } from './options.ts'

const load = async () => import('../commands/ask.ts')

export function addAsk(program: Command, context: Context, run: Run): void {
  program
    .command('ask')
    .summary('a question on the CRA or on your product: an answer with its article, or "I do not know"')
    .argument('<question...>', 'the question, or - for one per line')
    .option('--dir <folder>', 'folder of the product that the question is about', '.')
    .option('--document <file>', 'search this text file as well; may be repeated', collect)
    .addOption(
      new Option('--language <language>', "of the answer (default: the question's)").choices(['en', 'de']),
    )
    .option('--model', 'let the model of assistant.yaml word the answer; the passages still carry it')
    .option('--preview', 'show what would go to the model, and send nothing')
    .option('--yes', 'send it without being asked')
    .addOption(jsonOption())
    .action(async (question: readonly string[], options: Options) =>
      run(async () => (await load()).runAsk(context, question, options)),
    )
}
