"""What every request passes before a view sees it: bounds, clean forms, few tries at passwords."""
