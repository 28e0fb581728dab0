import type { HarnessLoader } from '@angular/cdk/testing';
import { MatSnackBarHarness } from '@angular/material/snack-bar/testing';

/** What the notifier tells, once it is shown: what tells it may take a while that no fixture knows of. */
export async function shownNews(documentLoader: HarnessLoader): Promise<MatSnackBarHarness> {
  for (;;) {
    const news = await documentLoader.getHarnessOrNull(MatSnackBarHarness);
    if (news) return news;
    await new Promise((resolve) => setTimeout(resolve));
  }
}
