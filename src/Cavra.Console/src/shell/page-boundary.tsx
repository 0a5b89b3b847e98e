import { Component, type ReactNode } from 'react';
import { ProblemAlert } from '../parts/problem-alert';

interface PageBoundaryState {
  failure: unknown;
}

/** A fault of one page, or a page that could not be loaded, leaves the rest standing and offers to try again. */
export class PageBoundary extends Component<{ children: ReactNode }, PageBoundaryState> {
  override state: PageBoundaryState = { failure: undefined };

  static getDerivedStateFromError(failure: unknown): PageBoundaryState {
    return { failure };
  }

  override render() {
    // A page's file that is gone comes with a newer version of the console: the whole of it is loaded anew.
    return this.state.failure === undefined
      ? this.props.children
      : <ProblemAlert error={this.state.failure} retry={() => window.location.reload()} />;
  }
}
