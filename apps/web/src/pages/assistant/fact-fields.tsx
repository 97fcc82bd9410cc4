/** What a person states for a notice to users or for a policy; each field is one fact that the server knows by its name. */
import { proposalWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Select, TextField } from '../../parts/field.tsx'
import { policyFactsOf } from './policy-topics.ts'
import type { ProposalKind, Subject } from './proposal-types.ts'

export interface FactFieldsProps {
  readonly kind: ProposalKind
  readonly subject: Subject
  readonly facts: Readonly<Record<string, string>>
  readonly onFact: (name: string, value: string) => void
}

export function FactFields(props: FactFieldsProps) {
  if (props.kind === 'user_notice') return <NoticeFields {...props} />
  return props.kind === 'policy_text' ? <PolicyFields {...props} /> : null
}

const exploited = ['', 'yes', 'no', 'unknown'] as const

function NoticeFields({ facts, onFact }: FactFieldsProps) {
  const t = useWords(proposalWords)
  return (
    <>
      {(['affected', 'mitigation'] as const).map((name) => (
        <TextField
          key={name}
          label={t(`facts.${name}`)}
          isOptional
          maxLength={2000}
          value={facts[name] ?? ''}
          onValue={(value) => onFact(name, value)}
        />
      ))}
      <Select
        label={t('facts.exploited')}
        value={exploited.find((one) => one === facts['exploited']) ?? ''}
        choices={exploited.map((value) => ({
          value,
          word: t(value === '' ? 'facts.exploited.none' : `facts.exploited.${value}`),
        }))}
        onValue={(value) => onFact('exploited', value)}
      />
    </>
  )
}

function PolicyFields({ subject, facts, onFact }: FactFieldsProps) {
  const t = useWords(proposalWords)
  return policyFactsOf(subject.id).map((name) => (
    <TextField
      key={name}
      label={t(`facts.${name}`)}
      {...(name === 'disclosure' ? {} : { hint: t('facts.profile') })}
      isOptional
      maxLength={2000}
      value={facts[name] ?? ''}
      onValue={(value) => onFact(name, value)}
    />
  ))
}
