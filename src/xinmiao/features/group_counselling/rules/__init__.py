"""Pure decisions of group counselling."""
