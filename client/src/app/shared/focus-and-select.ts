import type { ElementRef } from '@angular/core';

/** Puts the cursor into a field, so that typing replaces what is in it; does nothing where there is no field. */
export function focusAndSelect(field: ElementRef<HTMLInputElement> | undefined): void {
  field?.nativeElement.focus();
  field?.nativeElement.select();
}
