/** npm, pnpm, Yarn and Bun (npm "overrides", pnpm "overrides", Yarn "resolutions", Bun "Overrides and resolutions"). */
import { type Ask, command, inStyleOf, json, type PackageTool, type Words } from './tool.ts'

const signs = ['^', '~', '']

function wanted({ name, requirement, to }: Ask): string {
  return json(name, inStyleOf(requirement, to, signs))
}

function at(name: string, version: string): string {
  return `${name}@${version}`
}

/**
 * npm wants the override of a direct dependency to be what the manifest asks for, and leaves an entry alone that a lock
 * file already has deep in the tree (seen with npm 11): that has to go from the lock first.
 */
function npmOverride(ask: Ask): Words {
  const key = ask.isOnlyVersion ? ask.name : at(ask.name, ask.from)
  const edits = ask.isDirect
    ? [json(ask.name, ask.to), `"overrides": { ${json(ask.name, `$${ask.name}`)} }`]
    : [`"overrides": { ${json(key, ask.to)} }`]
  return { edits, unlock: at(ask.name, ask.from), commands: ['npm install'] }
}

export const npm: PackageTool = {
  formats: ['npm-lock', 'package-json'],
  manifest: 'package.json',
  canRefresh: true,
  raise: (ask) => ({
    edits: [wanted(ask)],
    commands: command('npm install', at(ask.name, inStyleOf(ask.requirement, ask.to, signs))),
  }),
  refresh: (ask) => ({ commands: command('npm update', ask.name) }),
  override: npmOverride,
  remove: (ask) => ({ commands: command('npm uninstall', ask.name) }),
}

export const pnpm: PackageTool = {
  formats: ['pnpm-lock'],
  manifest: 'package.json',
  canRefresh: true,
  raise: (ask) => ({
    edits: [wanted(ask)],
    commands: command('pnpm update -r', at(ask.name, inStyleOf(ask.requirement, ask.to, signs))),
  }),
  refresh: (ask) => ({ commands: command('pnpm update -r --depth Infinity', ask.name) }),
  override: (ask) => ({
    edits: [
      `"pnpm": { "overrides": { ${json(ask.isOnlyVersion ? ask.name : at(ask.name, ask.from), ask.to)} } }`,
    ],
    commands: ['pnpm install'],
  }),
  remove: (ask) => ({ commands: command('pnpm remove', ask.name) }),
}

/** A resolution of one of several versions has to name who asks for it. */
function yarnOverride(ask: Ask): Words {
  const keys = ask.isOnlyVersion ? [ask.name] : ask.dependents.map((dependent) => `${dependent}/${ask.name}`)
  const lines = keys.map((key) => json(key, ask.to)).join(', ')
  return {
    edits: [...(ask.isDirect ? [json(ask.name, ask.to)] : []), `"resolutions": { ${lines} }`],
    commands: ['yarn install'],
  }
}

/** Yarn 1 updates by name what the manifest asks for; other entries are made anew once they are taken out of the lock. */
export const yarnClassic: PackageTool = {
  formats: ['yarn-lock'],
  manifest: 'package.json',
  canRefresh: true,
  raise: (ask) => ({
    edits: [wanted(ask)],
    commands: command('yarn upgrade', at(ask.name, inStyleOf(ask.requirement, ask.to, signs))),
  }),
  refresh: (ask) => ({ unlock: at(ask.name, ask.from), commands: ['yarn install'] }),
  override: yarnOverride,
  remove: (ask) => ({ commands: command('yarn remove', ask.name) }),
}

export const yarnBerry: PackageTool = {
  formats: ['yarn-berry'],
  manifest: 'package.json',
  canRefresh: true,
  raise: (ask) => ({
    edits: [wanted(ask)],
    commands: command('yarn up', at(ask.name, inStyleOf(ask.requirement, ask.to, signs))),
  }),
  refresh: (ask) => ({ commands: command('yarn up -R', ask.name) }),
  override: yarnOverride,
  remove: (ask) => ({ commands: command('yarn remove', ask.name) }),
}

/** Bun's overrides know no versions: one that others need too cannot be told apart. */
export const bun: PackageTool = {
  formats: ['bun-lock'],
  manifest: 'package.json',
  canRefresh: true,
  raise: (ask) => ({
    edits: [wanted(ask)],
    commands: command('bun add', at(ask.name, inStyleOf(ask.requirement, ask.to, signs))),
  }),
  refresh: (ask) => ({ commands: command('bun update', ask.name) }),
  override: (ask) => ({ edits: [`"overrides": { ${json(ask.name, ask.to)} }`], commands: ['bun install'] }),
  remove: (ask) => ({ commands: command('bun remove', ask.name) }),
}
