"""What models see of a price series, without a look ahead."""
