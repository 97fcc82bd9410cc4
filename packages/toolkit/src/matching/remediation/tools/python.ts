/** pip, Poetry, uv, PDM and Pipenv; only uv and PDM can overrule what dependents write. */
import { type Ask, command, inStyleOf, type PackageTool, type Words } from './tool.ts'

const signs = ['>=', '==', '~=', '^', '~']

function specifier({ name, requirement, to }: Ask): string {
  return `${name}${inStyleOf(requirement, to, signs)}`
}

function quoted(text: string): string {
  return JSON.stringify(text)
}

function edit(ask: Ask): readonly string[] {
  return [quoted(specifier(ask))]
}

export const pip: PackageTool = {
  formats: ['requirements', 'pylock'],
  manifest: '',
  canRefresh: true,
  raise: (ask) => ({ edits: [`${ask.name}==${ask.to}`] }),
  refresh: (ask) => ({ edits: [`${ask.name}==${ask.to}`] }),
  remove: () => ({}),
}

export const poetry: PackageTool = {
  formats: ['poetry-lock'],
  manifest: 'pyproject.toml',
  canRefresh: true,
  raise: (ask) => ({
    edits: [`${ask.name} = ${quoted(inStyleOf(ask.requirement, ask.to, ['^', '~', '>=', '==', '~=']))}`],
    commands: command('poetry update', ask.name),
  }),
  refresh: (ask) => ({ commands: command('poetry update', ask.name) }),
  remove: (ask) => ({ commands: command('poetry remove', ask.name) }),
}

export const uv: PackageTool = {
  formats: ['uv-lock'],
  manifest: 'pyproject.toml',
  canRefresh: true,
  raise: (ask) => ({ edits: edit(ask), commands: uvRefresh(ask).commands ?? [] }),
  refresh: uvRefresh,
  override: (ask) => ({
    edits: [`[tool.uv]\noverride-dependencies = [${quoted(`${ask.name}>=${ask.to}`)}]`],
    commands: ['uv lock'],
  }),
  remove: (ask) => ({ commands: command('uv remove', ask.name) }),
}

function uvRefresh(ask: Ask): Words {
  return { commands: command('uv lock --upgrade-package', `${ask.name}==${ask.to}`) }
}

export const pdm: PackageTool = {
  formats: ['pdm-lock'],
  manifest: 'pyproject.toml',
  canRefresh: true,
  raise: (ask) => ({ edits: edit(ask), commands: command('pdm update', ask.name) }),
  refresh: (ask) => ({ commands: command('pdm update --update-all', ask.name) }),
  override: (ask) => ({
    edits: [`[tool.pdm.resolution.overrides]\n${quoted(ask.name)} = ${quoted(`>=${ask.to}`)}`],
    commands: ['pdm lock'],
  }),
  remove: (ask) => ({ commands: command('pdm remove', ask.name) }),
}

export const pipenv: PackageTool = {
  formats: ['pipfile-lock'],
  manifest: 'Pipfile',
  canRefresh: true,
  raise: (ask) => ({
    edits: [`${quoted(ask.name)} = ${quoted(inStyleOf(ask.requirement, ask.to, signs))}`],
    commands: command('pipenv upgrade', `${ask.name}==${ask.to}`),
  }),
  refresh: (ask) => ({ commands: command('pipenv upgrade', `${ask.name}==${ask.to}`) }),
  remove: (ask) => ({ commands: command('pipenv uninstall', ask.name) }),
}
