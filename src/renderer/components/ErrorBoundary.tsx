import { Component } from 'react'
import type { ReactNode } from 'react'

type Props = {
  readonly children: ReactNode
  readonly fallback: ReactNode
  /** When this changes, the children are tried again. */
  readonly until?: string
}

/** Keeps a throw inside one screen: `fallback` takes its place, the way to lock stays beside it. */
export class ErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true }
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.broken && before.until !== this.props.until) this.setState({ broken: false })
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.fallback : this.props.children
  }
}
