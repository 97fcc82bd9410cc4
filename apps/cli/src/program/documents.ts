/** The commands of `occtet documents`: papers of the Cyber Resilience Act; each command's code is loaded when it runs. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Context } from '../context.ts'
import type { Options } from '../options.ts'
import { dbOption, jsonOption, maxAgeOption, offlineOption, type Run, strictOption } from './options.ts'

export function addDocuments(program: Command, context: Context, run: Run): void {
  const documents = program
    .command('documents')
    .summary('papers: technical documentation, declaration, user information and more')
  const load = async () => import('../commands/documents.ts')
  shared(
    documents.command('list').summary('which papers there are, which this product needs, and what they lack'),
  )
    .argument('[dir]', 'source tree of the product', '.')
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runDocumentsList(context, dir, options)),
    )
  shared(documents.command('check').summary('what is missing in each paper, and where to give it'))
    .argument('[dir]', 'source tree of the product', '.')
    .addOption(strictOption())
    .action(async (dir: string, options: Options) =>
      run(async () => (await load()).runDocumentsCheck(context, dir, options)),
    )
  addCreate(documents, context, run)
}

function addCreate(documents: Command, context: Context, run: Run): void {
  shared(documents.command('create').summary('write a paper, as a draft until a person releases it'))
    .argument('<id>', 'id of the paper, or `all` for every paper that this product needs')
    .argument('[dir]', 'source tree of the product', '.')
    .option('--format <formats>', 'html, pdf, docx, md, json; several with commas', formatList, [
      'html',
      'pdf',
    ])
    .option('--out <folder>', 'where the papers go', 'occtet-papers')
    .option('--release', 'release it: only when nothing mandatory is missing, and with --by')
    .option('--by <name>', 'the person who releases it')
    .action(async (id: string, dir: string, options: Options) =>
      run(async () =>
        (await import('../commands/documents-create.ts')).runDocumentsCreate(context, { id, dir }, options),
      ),
    )
}

function shared(command: Command): Command {
  return command
    .addOption(new Option('--lang <language>', 'language of the papers').choices(['en', 'de']).default('en'))
    .addOption(dbOption())
    .addOption(maxAgeOption())
    .addOption(jsonOption())
    .addOption(offlineOption())
}

const formats = ['html', 'pdf', 'docx', 'md', 'json']

function formatList(text: string): readonly string[] {
  const wanted = text.split(',').map((part) => part.trim().toLowerCase())
  const other = wanted.find((one) => !formats.includes(one))
  if (other !== undefined) throw new InvalidArgumentError(`expected some of ${formats.join(', ')}.`)
  return [...new Set(wanted)]
}
