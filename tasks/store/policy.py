"""Who may read the bucket: everyone the published tree, nobody anything else (Amazon S3 bucket policy, 2012-10-17)."""


def public_read_policy(bucket: str) -> dict[str, object]:
    """The policy that lets everyone read the objects below `public/`: no listing, no writing, no other prefix."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "ReadPublishedTree",
                "Effect": "Allow",
                "Principal": "*",
                "Action": ["s3:GetObject"],
                "Resource": [f"arn:aws:s3:::{bucket}/public/*"],
            }
        ],
    }
