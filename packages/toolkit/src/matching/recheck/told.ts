/** Table of data: what each cause and change says; `{name}` is filled with the value of that name. */
import type { ChangeCode, GoneCode, NewCode, Told } from './comparison.ts'

type Code = ChangeCode | GoneCode | NewCode

const sentences: Readonly<Record<Code, string>> = {
  ADVISORY_CHANGED: '{record} of {source} was written anew; its range for this package is as it was.',
  ADVISORY_NEW: '{record} of {source} is new.',
  ADVISORY_NEW_OR_CHANGED: '{record} of {source} is new, or counts this version in now.',
  ADVISORY_REMOVED: '{record} is no longer in {source}.',
  ADVISORY_REMOVED_OR_CHANGED: '{record} of {source} no longer counts this version in, or is gone.',
  ADVISORY_RESTORED: '{record} of {source} had been withdrawn and is not any more.',
  ADVISORY_WITHDRAWN: '{record} was withdrawn by {source}.',
  COMPONENT_ADDED: '{component} was added to the product.',
  COMPONENT_REMOVED: '{component} was removed from the product.',
  COMPONENT_UPGRADED: '{from} was exchanged for {to}.',
  DISPUTE_CHANGED: 'Records that disagree about this version: {from} then, {to} now.',
  EPSS_CHANGED: 'EPSS was {from} % and is {to} %.',
  FIX_CHANGED: 'The nearest fixed version was {from} and is {to}.',
  GROUPS_MERGED: '{count} findings are one now, because their records name each other.',
  GROUPS_SPLIT: 'The finding fell into {count}, because records no longer name each other.',
  GROUP_RENAMED: 'The flaw was listed as {from} and is listed as {to}.',
  KEV_ADDED: 'It was put on the {catalogue} list of exploited vulnerabilities ({date}).',
  KEV_REMOVED: 'It is no longer on the {catalogue} list of exploited vulnerabilities.',
  RANGE_CHANGED: 'The affected range of {record} ({source}) was {from} and is {to}.',
  RANGE_NARROWED: '{record} of {source} counted this version in ({from}) and does not any more ({to}).',
  RANGE_WIDENED: '{record} of {source} did not count this version in ({from}) and does now ({to}).',
  REACHABILITY_CHANGED: 'Whether the product loads it: {from} then, {to} now.',
  RECORD_ADDED: '{record} of {source} counts this version in, too.',
  RECORD_LOST: '{record} of {source} no longer counts this version in.',
  SEVERITY_CHANGED: 'The severity was {from} and is {to}.',
  SOURCE_ADDED: 'The source {source} is loaded now, and says so.',
  SOURCE_LOST: 'The source {source}, which said so, is no longer loaded.',
  SSVC_CHANGED: "CISA's points were {from} and are {to}.",
  USE_CHANGED: 'The component was {from} and is {to}.',
  VERSION_CHANGED: '{from} was exchanged for {to}, which has the same flaw.',
}

/** Values are never read as words. */
export function tell<C extends Code>(code: C, values: Told<C>['values']): Told<C> {
  const message = sentences[code].replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap))
  return { code, values, message }
}
