import { Injectable } from '@nestjs/common';

/** Ids of environments that something needs. */
type Users = () => Promise<number[]>;

/** Knows which environments are in use, so that none is removed under a run. */
@Injectable()
export class EnvironmentUsers {
  private readonly users: Users[] = [];
  /** Times that each is held, by runs that are on their way from the look at their environment to their row. */
  private readonly held = new Map<number, number>();

  /** Rooms above this one say here what they need. */
  register(users: Users): void {
    this.users.push(users);
  }

  /** @returns lets go of it */
  hold(id: number): () => void {
    this.held.set(id, (this.held.get(id) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const left = (this.held.get(id) ?? 1) - 1;
      if (left) this.held.set(id, left);
      else this.held.delete(id);
    };
  }

  async inUse(): Promise<Set<number>> {
    const known = await Promise.all(this.users.map((users) => users()));
    return new Set([...known.flat(), ...this.held.keys()]);
  }
}
