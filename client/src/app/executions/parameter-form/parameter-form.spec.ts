import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatSelectHarness } from '@angular/material/select/testing';
import type { ParameterDefinitionDto } from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ParameterForm } from './parameter-form';
import { parameterGroup, parameterValues, showProblems } from './parameter-group';
import { newProblem } from '../../shared/testing/new-problem';

const definition = (part: Partial<ParameterDefinitionDto>): ParameterDefinitionDto => ({
  key: 'VALUE',
  type: 'string',
  required: false,
  ...part,
});

describe('parameterGroup', () => {
  it('begins with given values, then with defaults', () => {
    const definitions = [
      definition({ key: 'A', default_value: 'a' }),
      definition({ key: 'B', default_value: 'b' }),
      definition({ key: 'C', type: 'integer', default_value: 7 }),
      definition({ key: 'D', type: 'boolean', default_value: true }),
    ];
    const group = parameterGroup(definitions, { B: 'earlier' });
    expect(group.getRawValue()).toEqual({ A: 'a', B: 'earlier', C: '7', D: true });
  });

  it.each([
    [definition({ required: true }), '', { required: true }],
    [definition({ required: true, default_value: 'x' }), '', null],
    [definition({ type: 'integer' }), '1.5', { integer: true }],
    [definition({ type: 'number' }), 'one', { number: true }],
    [definition({ type: 'number', min: 1 }), '0.5', { min: 1 }],
    [definition({ type: 'integer', max: 9 }), '10', { max: 9 }],
    [definition({ type: 'integer', max: 9 }), '9', null],
    [definition({ min_length: 3 }), 'ab', { minLength: 3 }],
    [definition({ max_length: 2 }), '数据库', { maxLength: 2 }],
    [definition({ pattern: '[a-z]+' }), 'ab1', { pattern: '[a-z]+' }],
    [definition({ pattern: '[a-z]+' }), 'ab', null],
  ])('checks %j with "%s"', (parameter, value, errors) => {
    const group = parameterGroup([parameter]);
    group.controls['VALUE']?.setValue(value);
    expect(group.controls['VALUE']?.errors).toEqual(errors);
  });

  it('sends numbers as numbers and leaves out what is empty', () => {
    const definitions = [
      definition({ key: 'COUNT', type: 'integer' }),
      definition({ key: 'NOTE' }),
      definition({ key: 'FORCE', type: 'boolean' }),
    ];
    const group = parameterGroup(definitions, { COUNT: 12 });
    expect(parameterValues(definitions, group)).toEqual({ COUNT: 12, FORCE: false });
  });
});

describe('ParameterForm', () => {
  const definitions = [
    definition({ key: 'NAME', label: 'Name', required: true, description: 'Who is greeted' }),
    definition({ key: 'COUNT', type: 'integer', min: 1 }),
    definition({ key: 'MODE', type: 'select', options: ['fast', 'slow'] }),
    definition({ key: 'FORCE', type: 'boolean', label: 'Force' }),
    definition({ key: 'LEVEL', type: 'integer', default_value: 3 }),
    definition({ key: 'KIND', type: 'select', options: ['a', 'b'], default_value: 'a' }),
  ];

  @Component({
    selector: 'app-host',
    imports: [ParameterForm],
    template: '<app-parameter-form [definitions]="definitions" [group]="group" />',
  })
  class Host {
    readonly definitions = definitions;
    readonly group = parameterGroup(definitions);
  }

  const render = () => {
    TestBed.configureTestingModule({
      imports: [Host],
      providers: provideTestTranslations({ executions: en }),
    });
    const fixture = TestBed.createComponent(Host);
    return {
      fixture,
      group: fixture.componentInstance.group,
      loader: TestbedHarnessEnvironment.loader(fixture),
    };
  };

  it('has a field for each type and collects what is entered', async () => {
    const { loader, group } = render();
    await (await loader.getHarness(MatCheckboxHarness.with({ label: 'Force' }))).check();
    const mode = await loader.getHarness(MatSelectHarness);
    await mode.open();
    await mode.clickOptions({ text: 'slow' });
    const [name, count] = await loader.getAllHarnesses(MatInputHarness);
    await name?.setValue('Ada');
    await count?.setValue('3');
    expect(parameterValues(definitions, group)).toEqual({
      NAME: 'Ada',
      COUNT: 3,
      MODE: 'slow',
      FORCE: true,
      LEVEL: 3,
      KIND: 'a',
    });
  });

  it('says what is wrong while it is typed', async () => {
    const { loader } = render();
    const field = await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: 'COUNT' }));
    const input = await field.getControl(MatInputHarness);
    expect(await field.getTextHints()).toEqual(['At least 1']);
    await input?.setValue('0');
    expect(await field.getTextErrors()).toEqual(['At least 1']);
  });

  it('tells what a field that is left empty stands for, and offers no "none" that would not be one', async () => {
    const { loader, group } = render();
    const field = await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: 'LEVEL' }));
    const input = await field.getControl(MatInputHarness);
    expect(await field.getTextHints()).toEqual([]);
    await input?.setValue(' ');
    expect(await field.getTextHints()).toEqual(['Left empty: 3']);
    expect(parameterValues(definitions, group)).not.toHaveProperty('LEVEL');
    const [mode, kind] = await loader.getAllHarnesses(MatSelectHarness);
    const offered = async (select?: MatSelectHarness) => {
      await select?.open();
      const options = (await select?.getOptions()) ?? [];
      return Promise.all(options.map((option) => option.getText()));
    };
    expect(await offered(mode)).toEqual([en.form.none, 'fast', 'slow']);
    await mode?.close();
    expect(await offered(kind)).toEqual(['a', 'b']);
  });

  it('shows a problem the server found at its field and hands back the others', async () => {
    const { loader, group, fixture } = render();
    await fixture.whenStable();
    const rest = showProblems(group, [
      newProblem('params.NAME', 'Nobody of this name.'),
      newProblem('timeout_seconds', 'Too long.'),
    ]);
    fixture.changeDetectorRef.markForCheck();
    const field = await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: 'Name' }));
    expect(await field.getTextErrors()).toEqual(['Nobody of this name.']);
    expect(rest.map(({ field: name }) => name)).toEqual(['timeout_seconds']);
  });
});
