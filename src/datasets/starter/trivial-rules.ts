import { asserts, python, type StarterEntry } from './task';

/** One rule each, to be read with care. */
export const trivialRules: StarterEntry[] = [
  {
    id: 'starter/1',
    title: 'Cinema tickets',
    prompt:
      'A cinema gives every fifth ticket of an order for free. Write a function that takes the number of people and the price of one ticket and returns what the order costs.',
    tests: asserts`
      assert order_cost(4, 9) == 36
      assert order_cost(5, 9) == 36
      assert order_cost(11, 10) == 90
      assert order_cost(0, 12) == 0
    `,
    reference: python`
      def order_cost(people, price):
          return (people - people // 5) * price
    `,
    wrong: [
      {
        flaw: 'gives one free ticket for each six people',
        code: python`
          def order_cost(people, price):
              return (people - people // 6) * price
        `,
      },
      {
        flaw: 'gives at most one free ticket',
        code: python`
          def order_cost(people, price):
              if people >= 5:
                  people -= 1
              return people * price
        `,
      },
    ],
  },
  {
    id: 'starter/2',
    title: 'Thermostat',
    prompt:
      'Write a function that decides whether a heating runs. It takes the temperature, the target and whether the heating is on now. Below the target by more than one degree it goes on, above it by more than one degree it goes off, and in between it stays as it is.',
    tests: asserts`
      assert heating_runs(17.5, 20, False) == True
      assert heating_runs(19, 20, False) == False
      assert heating_runs(21, 20, True) == True
      assert heating_runs(21.5, 20, True) == False
    `,
    reference: python`
      def heating_runs(temperature, target, is_on):
          if temperature < target - 1:
              return True
          if temperature > target + 1:
              return False
          return is_on
    `,
    wrong: [
      {
        flaw: 'ignores whether the heating is on',
        code: python`
          def heating_runs(temperature, target, is_on):
              return temperature < target
        `,
      },
      {
        flaw: 'switches at exactly one degree',
        code: python`
          def heating_runs(temperature, target, is_on):
              if temperature <= target - 1:
                  return True
              if temperature >= target + 1:
                  return False
              return is_on
        `,
      },
    ],
  },
  {
    id: 'starter/3',
    title: 'Bottles in crates',
    prompt:
      'Write a function that takes a number of bottles and how many fit in a crate. It returns how many crates are needed to store all of them and how many places stay empty in the last one, as a tuple.',
    tests: asserts`
      assert crates_for(25, 12) == (3, 11)
      assert crates_for(24, 12) == (2, 0)
      assert crates_for(0, 6) == (0, 0)
      assert crates_for(1, 1) == (1, 0)
    `,
    reference: python`
      def crates_for(bottles, size):
          crates = -(-bottles // size)
          return crates, crates * size - bottles
    `,
    wrong: [
      {
        flaw: 'counts full crates and what is left over',
        code: python`
          def crates_for(bottles, size):
              return divmod(bottles, size)
        `,
      },
      {
        flaw: 'takes one crate too many where the last is full',
        code: python`
          def crates_for(bottles, size):
              crates = bottles // size + 1
              return crates, crates * size - bottles
        `,
      },
    ],
  },
  {
    id: 'starter/4',
    title: 'Free parking',
    prompt:
      'Parking is free all day on "Sun", and on other days from 20:00 until 8:00. Write a function that takes the weekday as three letters and the full hour (0 to 23) and tells whether parking is free.',
    tests: asserts`
      assert parking_is_free("Mon", 12) is False
      assert parking_is_free("Sun", 12) is True
      assert parking_is_free("Tue", 20) is True
      assert parking_is_free("Fri", 8) is False
      assert parking_is_free("Wed", 3) is True
    `,
    reference: python`
      def parking_is_free(weekday, hour):
          return weekday == "Sun" or hour >= 20 or hour < 8
    `,
    wrong: [
      {
        flaw: 'asks for an hour that is both late and early',
        code: python`
          def parking_is_free(weekday, hour):
              return weekday == "Sun" or (hour >= 20 and hour < 8)
        `,
      },
      {
        flaw: 'starts an hour late',
        code: python`
          def parking_is_free(weekday, hour):
              return weekday == "Sun" or hour > 20 or hour < 8
        `,
      },
    ],
  },
  {
    id: 'starter/5',
    title: 'A vote in the club',
    prompt:
      'A motion in a club passes if more members vote yes than no, and if at least as many vote (yes or no) as abstain. Write a function that takes the numbers of yes votes, no votes and abstentions and tells whether the motion passes.',
    tests: asserts`
      assert motion_passes(5, 3, 2)
      assert not motion_passes(4, 4, 0)
      assert not motion_passes(3, 1, 5)
      assert motion_passes(3, 1, 4)
      assert not motion_passes(0, 0, 0)
    `,
    reference: python`
      def motion_passes(yes, no, abstained):
          return yes > no and yes + no >= abstained
    `,
    wrong: [
      {
        flaw: 'forgets the abstentions',
        code: python`
          def motion_passes(yes, no, abstained):
              return yes > no
        `,
      },
      {
        flaw: 'lets a tie pass',
        code: python`
          def motion_passes(yes, no, abstained):
              return yes >= no and yes + no >= abstained
        `,
      },
    ],
  },
];
