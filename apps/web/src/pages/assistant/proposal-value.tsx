/** The value of a proposal in words, and the fields in which a person changes it. */
import { proposalWords } from '@occtet/ui'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import type { ProposalValue } from './proposal-types.ts'

type T = WordsOf<typeof proposalWords>

const statuses = ['affected', 'not_affected', 'fixed', 'under_investigation'] as const
const justifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const
const answers = ['yes', 'partial', 'no', 'unknown'] as const

/** A word that this page does not know is shown as it came. */
export function sayValue(t: T, value: ProposalValue): string {
  switch (value.kind) {
    case 'vex': {
      const status = statuses.find((one) => one === value.status)
      const why = justifications.find((one) => one === value.justification)
      const said = status === undefined ? value.status : t(`status.${status}`)
      const reason = why === undefined ? value.justification : t(`because.${why}`)
      return reason === undefined ? said : `${said}, ${t('because')} ${reason}`
    }
    case 'license':
      return value.expression
    case 'answer':
      return t(`answer.${value.answer}`)
    case 'text':
      return t('value.none')
    default:
      return value satisfies never
  }
}

export interface ValueFieldsProps {
  readonly value: ProposalValue
  readonly onValue: (value: ProposalValue) => void
}

export function ValueFields({ value, onValue }: ValueFieldsProps) {
  const t = useWords(proposalWords)
  switch (value.kind) {
    case 'vex':
      return <VexFields value={value} onValue={onValue} />
    case 'license':
      return (
        <TextField
          label={t('judge.expression')}
          value={value.expression}
          onValue={(expression) => onValue({ kind: 'license', expression })}
        />
      )
    case 'answer':
      return (
        <Select
          label={t('judge.answer')}
          value={value.answer}
          choices={answers.map((one) => ({ value: one, word: t(`answer.${one}`) }))}
          onValue={(answer) => onValue({ kind: 'answer', answer })}
        />
      )
    case 'text':
      return null
    default:
      return value satisfies never
  }
}

type Vex = Extract<ProposalValue, { readonly kind: 'vex' }>

/** Only "not affected" has a justification. */
function VexFields({ value, onValue }: { value: Vex; onValue: (value: Vex) => void }) {
  const t = useWords(proposalWords)
  const why = justifications.find((one) => one === value.justification)
  return (
    <>
      <Select
        label={t('judge.status')}
        value={statuses.find((one) => one === value.status) ?? 'under_investigation'}
        choices={statuses.map((one) => ({ value: one, word: t(`status.${one}`) }))}
        onValue={(status) => onValue({ kind: 'vex', status })}
      />
      {value.status === 'not_affected' ? (
        <Select
          label={t('judge.justification')}
          value={why ?? ''}
          choices={[
            { value: '', word: t('because.none') },
            ...justifications.map((one) => ({ value: one, word: t(`because.${one}`) })),
          ]}
          onValue={(justification) =>
            onValue({
              kind: 'vex',
              status: value.status,
              ...(justification === '' ? {} : { justification }),
            })
          }
        />
      ) : null}
    </>
  )
}
