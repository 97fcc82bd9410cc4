/** The model that may word answers; undefined: there is none that may be used, or this reader does not see it. */
import { type AnswerOf, assistantModelRoutes } from '@occtet/contract/api'
import { useRoute } from '../../api/use-route.ts'

export type Model = NonNullable<AnswerOf<(typeof assistantModelRoutes)['assistant.model']>['model']>

export function useModel(org: string): Model | undefined {
  const { data } = useRoute(assistantModelRoutes['assistant.model'], { params: { org } })
  const model = data?.model ?? undefined
  return model === undefined || model.send === 'never' ? undefined : model
}

/** Host and port as people read them; an address that cannot be read stays as it is. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
