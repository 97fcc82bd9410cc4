/** Packages in the commands of package.json: by where the command works they run with the product or in development. */
import type { Role } from '../role.ts'
import { commandPackages, wrappers } from './tool-tables.ts'

/** What a script of that name is for (npm, "Scripts: life cycle"; habits of the field for the rest). */
export function roleOfScript(name: string, command: string): Role {
  const first = name.split(/[:.\-_]/)
  if (first.some((part) => developmentScripts.has(part) || part.startsWith('dev'))) return 'development'
  if (/\bNODE_ENV=(?:dev|test)/.test(command)) return 'development'
  if (/(?:^|\s)(?:--watch|--hot|--dev)\b|\b(?:nodemon|ts-node-dev|webpack-dev-server)\b/.test(command))
    return 'development'
  if (
    /^(?:start|server|prod|production|run|worker|postinstall|install|preinstall|prestart|poststart)$/.test(
      first[0] ?? '',
    )
  )
    return 'product'
  return 'build'
}

const developmentScripts = new Set(
  'test tests tested lint linter format fmt prettier eslint stylelint tsc types typecheck typings coverage cover e2e unit spec jest vitest cypress playwright mocha docs doc storybook dev develop watch debug bench benchmark release version preversion postversion prepublish prepublishonly publish changelog changeset commit husky prepare precommit prepush check checks ci audit clean knip i18n locale locales screenshot screenshots analyze analyse verify validate depcheck deps upgrade update bump preview'.split(
    ' ',
  ),
)

const notCommands = /^(?:-|\.|\/|\$|\d|https?:|["'`{}()])|=/

/** Names that stand where a command may stand, and packages given to `-r`, `--require`, `--import` and `--loader`. */
export function packagesInCommand(command: string): readonly string[] {
  const found = new Set<string>()
  for (const part of command.slice(0, 4000).split(/&&|\|\||[;|&\n"'()`]|\\"/)) {
    const words = part.trim().split(/\s+/)
    for (const [index, word] of words.entries()) {
      const name = word.replace(/^(?:\.\/)?node_modules\/(?:\.bin\/)?/, '')
      const before = words[index - 1] ?? ''
      const isOption =
        /^(?:-r|--require|--import|--loader|--experimental-loader|-c|--config|--preset|--plugin|--reporter|--parser|--use|-p|--transform)$/.test(
          before,
        )
      const isCommand = words.slice(0, index).every((other) => wrappers.has(other) || notCommands.test(other))
      if (!(isCommand || isOption || name !== word) || (notCommands.test(name) && !name.startsWith('@')))
        continue
      for (const candidate of commandPackages.get(name) ?? []) found.add(candidate)
      found.add(name.replace(/^((?:@[^/@]+\/)?[^/@]+).*$/, '$1'))
      found.add(name)
    }
  }
  return [...found]
}
