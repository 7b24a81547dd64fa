import type { ReleaseRow } from '#shared/contract/releases'

/** What a release waits for. */
export type NextStep =
  | 'approve'
  | 'waitApproval'
  | 'publish'
  | 'waitPublish'
  | 'choose'
  | 'waitChoice'
  | 'meet'
  | 'files'

/** What a release waits for, as it is to her; null: nothing more will come of it. */
export const nextStep = (
  { status, mayApprove, isElsewhere }: Pick<ReleaseRow, 'status' | 'mayApprove' | 'isElsewhere'>,
  mayRelease: boolean,
): NextStep | null => {
  if (status === 'leased') return mayApprove ? 'approve' : 'waitApproval'
  if (status === 'approved') return mayRelease ? 'publish' : 'waitPublish'
  if (status === 'conflict') return mayRelease ? 'choose' : 'waitChoice'
  if (status !== 'published' || !mayRelease) return null
  return isElsewhere ? 'files' : 'meet'
}

/** What she is asked for: the button that leads to it says so. */
type AskedStep = 'approve' | 'publish' | 'choose'

/** Whether a release waits for her. */
export const isAsking = (step: NextStep | null): step is AskedStep =>
  step === 'approve' || step === 'publish' || step === 'choose'
