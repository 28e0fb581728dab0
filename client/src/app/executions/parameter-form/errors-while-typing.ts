import { Injectable } from '@angular/core';
import type { AbstractControl } from '@angular/forms';
import type { ErrorStateMatcher } from '@angular/material/core';

/** Says what is wrong with a value as soon as it is typed, not only when its field is left. */
@Injectable()
export class ErrorsWhileTyping implements ErrorStateMatcher {
  isErrorState(control: AbstractControl | null): boolean {
    return control !== null && control.invalid && (control.dirty || control.touched);
  }
}
