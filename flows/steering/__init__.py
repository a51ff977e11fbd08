"""What steers runs from without: their parameters, the pace all keep together, an operator's orders, loss."""
