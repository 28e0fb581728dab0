import type { ComponentType } from '@angular/cdk/portal';
import { Location } from '@angular/common';
import {
  DestroyRef,
  effect,
  ErrorHandler,
  inject,
  Injectable,
  Injector,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import type { MatDialogConfig, MatDialogRef } from '@angular/material/dialog';
import {
  NavigationCancel,
  NavigationEnd,
  NavigationError,
  NavigationSkipped,
  Router,
} from '@angular/router';
import { filter, firstValueFrom } from 'rxjs';
import { FocusKeeper } from '../focus-keeper';
import { MissingParts } from '../missing-parts';
import { preloadPart } from '../preload-part';

/** A dialog that has an address. */
export interface LinkedDialog<Subject, Result> {
  /** The query parameter that opens it, e.g. `rollback`. */
  readonly name: string;
  readonly component: () => ComponentType<unknown> | Promise<ComponentType<unknown>>;
  /**
   * What the dialog is about, by the parameter's value; it becomes the dialog's data. Undefined while that is not known, or
   * where the value makes no sense: nothing is opened then. Signals read here are followed.
   */
  readonly subject: (value: string) => Subject | undefined;
  readonly config?: MatDialogConfig<Subject>;
  /** Whether it is loaded beforehand, once the first page is there, so that it opens also while the server is away. */
  readonly isNeededAlways?: boolean;
  /** Called with what the dialog was closed with, unless that is undefined, once the address is as before. */
  readonly closed?: (result: Result, subject: Subject) => unknown;
}

/**
 * Keeps a dialog in step with the address: the query parameter opens it, wherever it comes from, and "back" closes it.
 * To be called in a constructor or a field of the component that the dialog belongs to.
 * @returns opens the dialog by putting it into the address
 */
export function linkDialog<Subject, Result>(
  dialog: LinkedDialog<Subject, Result>,
): (value?: string | number) => Promise<void> {
  const link = new DialogLink(dialog);
  return (value = 1) => link.open(String(value));
}

/** Navigation that is over, one way or another. */
const ENDS = [NavigationCancel, NavigationEnd, NavigationError, NavigationSkipped];

/** What all linked dialogs of the page share: there is one history. */
@Injectable({ providedIn: 'root' })
class DialogHistory {
  /** Resolves once no dialog is on its way out of the address. */
  left: Promise<void> = Promise.resolve();
}

class DialogLink<Subject, Result> {
  private readonly destroyRef = inject(DestroyRef);
  private readonly errors = inject(ErrorHandler);
  private readonly focus = inject(FocusKeeper);
  private readonly history = inject(DialogHistory);
  private readonly injector = inject(Injector);
  private readonly location = inject(Location);
  private readonly router = inject(Router);
  private readonly query = toSignal(this.router.routerState.root.queryParamMap, {
    requireSync: true,
  });
  /** What is shown, or is being loaded to be shown. */
  private shown: { value: string; dialog: MatDialogRef<unknown, Result> | null } | null = null;
  /** Whether the entry of the history before this one is the page without the dialog. */
  private hasOwnEntry = false;

  constructor(private readonly linked: LinkedDialog<Subject, Result>) {
    effect(() => {
      const value = this.query().get(linked.name);
      const subject = value === null ? undefined : linked.subject(value);
      untracked(() => {
        if (value === null || (this.shown && value !== this.shown.value)) this.close();
        if (value !== null && subject !== undefined && !this.shown) void this.show(value, subject);
      });
    });
    this.destroyRef.onDestroy(() => this.close());
    if (linked.isNeededAlways) preloadPart(() => this.load());
  }

  async open(value: string): Promise<void> {
    await this.history.left;
    await this.putIntoAddress(value, false);
    this.hasOwnEntry = true;
  }

  private async load() {
    // With the first dialog, so that the frame, which has some, is there before.
    return Promise.all([this.linked.component(), import('@angular/material/dialog')]);
  }

  private async show(value: string, subject: Subject): Promise<void> {
    const shown: typeof this.shown = { value, dialog: null };
    this.shown = shown;
    let failure: unknown;
    const loaded = await this.load().catch((error: unknown) => {
      failure = error;
      this.errors.handleError(error);
    });
    // left meanwhile
    if (this.shown !== shown) return;
    if (!loaded) return this.giveUp(failure);
    const [component, { MatDialog }] = loaded;
    shown.dialog = this.injector.get(MatDialog).open<unknown, Subject, Result>(component, {
      ...this.linked.config,
      data: subject,
      // the address closes it, and is not to be changed a second time for that
      closeOnNavigation: false,
    });
    const result = await firstValueFrom(shown.dialog.afterClosed());
    this.focus.watch();
    if (this.shown === shown) await (this.history.left = this.leave());
    if (result !== undefined) this.linked.closed?.(result, subject);
  }

  /** An address of what did not come would be in the way of the next try. */
  private async giveUp(failure: unknown): Promise<void> {
    const { url } = this.router;
    await (this.history.left = this.leave());
    await this.injector.get(MissingParts).explain(failure, url);
  }

  /** Takes the dialog out of the address. */
  private async leave(): Promise<void> {
    this.shown = null;
    // a link in the dialog was followed
    if (this.router.currentNavigation()) return;
    if (!this.hasOwnEntry) return this.putIntoAddress(null, true);
    this.hasOwnEntry = false;
    const isBack = firstValueFrom(
      this.router.events.pipe(filter((event) => ENDS.some((end) => event instanceof end))),
    );
    this.location.back();
    await isBack;
  }

  private close(): void {
    const dialog = this.shown?.dialog;
    this.shown = null;
    this.hasOwnEntry = false;
    dialog?.close();
  }

  private async putIntoAddress(value: string | null, replaceUrl: boolean): Promise<void> {
    await this.router.navigate([], {
      queryParams: { [this.linked.name]: value },
      queryParamsHandling: 'merge',
      replaceUrl,
    });
  }
}
