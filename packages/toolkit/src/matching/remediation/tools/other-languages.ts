/** Bundler, Composer, Cargo, Go, Pub, Mix, Rebar, CocoaPods, Swift, Conan and renv. */
import { type Ask, command, inStyleOf, json, type PackageTool, shell, type Words } from './tool.ts'

/** Ruby text in single quotes: nothing in it is evaluated. */
function ruby(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}

export const bundler: PackageTool = {
  formats: ['bundler-lock'],
  manifest: 'Gemfile',
  canRefresh: true,
  raise: (ask) => ({
    edits: [`gem ${ruby(ask.name)}, ${ruby(inStyleOf(ask.requirement, ask.to, ['>= ', '~> ', '= ']))}`],
    commands: command('bundle update --conservative', ask.name),
  }),
  refresh: (ask) => ({ commands: command('bundle update --conservative', ask.name) }),
  remove: (ask) => ({ commands: command('bundle remove', ask.name) }),
}

/** An inline alias poses as the version that dependents ask for (Composer, "Aliases"). */
export const composer: PackageTool = {
  formats: ['composer-lock', 'composer-installed'],
  manifest: 'composer.json',
  canRefresh: true,
  raise: (ask) => ({
    edits: [json(ask.name, inStyleOf(ask.requirement, ask.to, ['^', '~', '>=', '']))],
    commands: command('composer update --with-dependencies', ask.name),
  }),
  refresh: (ask) => ({ commands: command('composer update --with', `${ask.name}:${ask.to}`, ask.name) }),
  override: (ask) => ({
    edits: [json(ask.name, `${ask.to} as ${ask.from}`)],
    commands: command('composer update', ask.name),
  }),
  remove: (ask) => ({ commands: command('composer remove', ask.name) }),
}

/** `[patch]` replaces where a crate comes from, never what its dependents allow. */
export const cargo: PackageTool = {
  formats: ['cargo'],
  manifest: 'Cargo.toml',
  canRefresh: true,
  raise: (ask) => ({
    edits: [`${ask.name} = ${JSON.stringify(inStyleOf(ask.requirement, ask.to, ['', '^', '~', '=', '>=']))}`],
    commands: command('cargo update -p', ask.name),
  }),
  refresh: cargoRefresh,
  remove: (ask) => ({ commands: command('cargo remove', ask.name) }),
}

function cargoRefresh(ask: Ask): Words {
  const spec = ask.isOnlyVersion ? ask.name : `${ask.name}@${ask.from}`
  return {
    commands: command('cargo update -p', spec).map((start) => `${start} --precise ${shell(ask.to)}`),
  }
}

/** Requirements are minimums (Go Modules Reference, "Minimal version selection"): `go get` would lower what others need higher. */
export const go: PackageTool = {
  formats: ['go-mod'],
  manifest: 'go.mod',
  canRefresh: true,
  raise: goRequire,
  refresh: goRequire,
  remove: (ask) => ({ commands: command('go get', `${ask.name}@none`) }),
}

function goRequire(ask: Ask): Words {
  const edit = command('go mod edit', `${ask.name}@${ask.to}`)
  return {
    commands: [...edit.map((text) => text.replace('go mod edit ', 'go mod edit -require=')), 'go mod tidy'],
  }
}

export const pub: PackageTool = {
  formats: ['pubspec-lock'],
  manifest: 'pubspec.yaml',
  canRefresh: true,
  raise: (ask) => ({
    edits: [`${ask.name}: ^${ask.to}`],
    commands: command('dart pub upgrade', ask.name),
  }),
  refresh: (ask) => ({ commands: command('dart pub upgrade', ask.name) }),
  override: (ask) => ({
    edits: [`dependency_overrides:\n  ${ask.name}: ${JSON.stringify(ask.to)}`],
    commands: ['dart pub get'],
  }),
  remove: (ask) => ({ commands: command('dart pub remove', ask.name) }),
}

export const mix: PackageTool = {
  formats: ['mix-lock'],
  manifest: 'mix.exs',
  canRefresh: true,
  raise: (ask) => ({
    edits: [`{:${ask.name}, ${JSON.stringify(inStyleOf(ask.requirement, ask.to, ['~> ', '>= ', '== ']))}}`],
    commands: command('mix deps.update', ask.name),
  }),
  refresh: (ask) => ({ commands: command('mix deps.update', ask.name) }),
  override: (ask) => ({
    edits: [`{:${ask.name}, ${JSON.stringify(`~> ${ask.to}`)}, override: true}`],
    commands: command('mix deps.update', ask.name),
  }),
  remove: (ask) => ({ commands: command('mix deps.unlock', ask.name) }),
}

function plain(
  formats: readonly string[],
  { manifest, update }: { readonly manifest: string; readonly update: string },
): PackageTool {
  const words = (ask: Ask): Words => ({ commands: command(update, ask.name) })
  return { formats, manifest, canRefresh: true, raise: words, refresh: words, remove: () => ({}) }
}

export const rebar = plain(['rebar-lock'], { manifest: 'rebar.config', update: 'rebar3 upgrade' })
export const cocoapods = plain(['podfile-lock'], { manifest: 'Podfile', update: 'pod update' })
export const swift = plain(['swift-resolved'], { manifest: 'Package.swift', update: 'swift package update' })

export const conan: PackageTool = {
  formats: ['conan-lock'],
  manifest: 'conanfile.py',
  canRefresh: false,
  raise: (ask) => ({ edits: [`self.requires(${JSON.stringify(`${ask.name}/${ask.to}`)})`] }),
  override: (ask) => ({
    edits: [`self.requires(${JSON.stringify(`${ask.name}/${ask.to}`)}, override=True)`],
  }),
  remove: () => ({}),
}
